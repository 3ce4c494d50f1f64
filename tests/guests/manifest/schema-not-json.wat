;; Tries: give a schema that is not JSON.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x3000 10 0))
(data (i32.const 0x3000) "{settings}")
