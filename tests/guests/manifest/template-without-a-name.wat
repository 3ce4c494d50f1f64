;; Tries: offer a template without a name.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0x3000 1 0x1040 2 0))
