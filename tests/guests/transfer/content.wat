;; Tries: return one file of a hundred and sixty megabytes, out of a memory of that
;; size.
;; Ends: by the budget of what one call copies to the host, after `next`.

(memory $memory (export "memory") 2600)
(data $file (i32.const 0x800) (i32 0 1 0 0x1050 4 0x10000 160000000 0))
