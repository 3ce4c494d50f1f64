;; Tries: offer one name twice, so that nobody knows which one is meant.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x440 2))
(data (i32.const 0x464) (i32 0x1020 1 0x1030 10 0 0 0x1040 2 0))
