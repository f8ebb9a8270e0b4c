"""What do we know already? Articles, pairs and groups in one SQLite file. Decides nothing about kinship."""
