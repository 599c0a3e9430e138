// Enhancements only: every page can be read and every form sent without this file.
document.documentElement.classList.add("cp-script");
