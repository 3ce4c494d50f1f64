;; Tries: be read from right to left, by its own name.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x3000 10 0x1010 5 0x440 1))
(data (i32.const 0x3000) "evil\e2\80\aefdp")
