;; Tries: have one instruction fill all the memory that there is, five hundred
;; megabytes, over and over, and be looked at only after each.
;; Ends: by the deadline, which is looked at after each megabyte.

(memory $memory (export "memory") 8000)
(func $start (param i32) (result i32)
  (loop $again
    (memory.fill (i32.const 0x100000) (i32.const 7) (i32.const 0x1f000000))
    (br $again))
  (unreachable))
