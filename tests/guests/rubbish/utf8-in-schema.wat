;; Tries: give text that is not UTF-8, as its schema.
;; Ends: trapped when the host takes it, after `describe`.

(data $schema (i32.const 0x1040) "{\80")
