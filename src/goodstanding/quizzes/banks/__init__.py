"""Files of questions: GIFT read and written, Moodle XML and workbooks read."""
