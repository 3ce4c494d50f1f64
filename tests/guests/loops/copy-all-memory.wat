;; Tries: have one instruction move all the memory that there is by a byte, over and
;; over.
;; Ends: by the deadline, which is looked at after each megabyte.

(memory $memory (export "memory") 8000)
(func $start (param i32) (result i32)
  (loop $again
    (memory.copy (i32.const 0x100001) (i32.const 0x100000) (i32.const 0x1f000000))
    (br $again))
  (unreachable))
