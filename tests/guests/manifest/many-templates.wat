;; Tries: offer ten thousand and one templates.
;; Ends: by the limit of templates, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0x200000 10001 0x1040 2 0))
