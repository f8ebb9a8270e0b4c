"""The scheduled job: feeds and folders read into the store, and the changes told and published."""
