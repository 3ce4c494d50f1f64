;; Tries: be offered without a name, by the name of an exporter.
;; Ends: refused by the rules of a manifest, after `describe`.

(data $info (i32.const 0x440) (i32 0x3000 0 0x1030 10 0 0 0x1040 2 0))
(data (i32.const 0x3000) "")
