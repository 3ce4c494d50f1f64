;; Tries: clear the terminal, by its version.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x3000 10 0x440 1))
(data (i32.const 0x3000) "0.1.0-\1b[2J")
