;; Tries: offer nothing.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x440 0))
