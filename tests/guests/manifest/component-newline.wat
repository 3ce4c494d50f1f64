;; Tries: write a line of its own into the log, by its own name.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x3000 21 0x1010 5 0x440 1))
(data (i32.const 0x3000) "evil\0aerror: disk full")
