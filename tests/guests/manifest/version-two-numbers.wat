;; Tries: say half a version.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x3000 3 0x440 1))
(data (i32.const 0x3000) "1.0")
