-- Records that are drawn up and not printed yet.

CREATE INDEX opening_record_to_print ON opening_record (intake, version) WHERE pdf = '';
