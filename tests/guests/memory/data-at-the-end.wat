;; Tries: have its data in the last bytes of a memory of forty megabytes, so that
;; nothing before them could be left out.
;; Ends: nothing stops it.

(memory $memory (export "memory") 640)
(data (i32.const 0x27ffff8) "the last")
