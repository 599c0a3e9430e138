"""What a council's teams write: rules without HTTP. The pages are in `careplace.web.casework`."""
