;; Tries: return one file of seventy megabytes.
;; Ends: by the limit of bytes in one file, after `next`.

(memory $memory (export "memory") 1200)
(data $file (i32.const 0x800) (i32 0 1 0 0x1050 4 0x10000 70000000 0))
