;; Tries: write to every page of all the memory that it may have (forty megabytes).
;; Ends: nothing stops it: that is what the budget is for. The peak of the host shows
;; it.

(memory $memory (export "memory") 640)
(func $start (param i32) (result i32)
  (memory.fill (i32.const 0x100000) (i32.const 7) (i32.const 0x2600000))
  (i32.const 0x980))
