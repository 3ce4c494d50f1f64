;; Tries: offer two templates of one name.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0x3000 2 0x1040 2 0))
(data (i32.const 0x3000) (i32 0x1060 7 0 0 0x1060 7 0 0))
