;; Tries: clear the terminal, by its own name.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x3000 8 0x1010 5 0x440 1))
(data (i32.const 0x3000) "evil\1b[2J")
