;; Tries: fill log and terminal with a summary of thirty megabytes.
;; Ends: by the limit of bytes in a manifest, after `describe`.

(memory $memory (export "memory") 640)
(data $info (i32.const 0x440) (i32 0x1020 1 0x10000 30000000 0 0 0x1040 2 0))
