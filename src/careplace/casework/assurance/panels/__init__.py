"""The panel that decides about concerns: its meetings, agendas, interests, decisions and minutes."""
