;; Tries: give a text that would fit if it were not marked as UTF-16.
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x3ffffe 0x80000002 0))

;; Encoding: Latin-1
