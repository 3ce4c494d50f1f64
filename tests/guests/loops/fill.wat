;; Tries: have much done by few instructions: fill three megabytes, without end.
;; Ends: fuel runs out, since each byte costs some, in `start`.

(func $start (param i32) (result i32)
  (loop $again
    (memory.fill (i32.const 0x100000) (i32.const 7) (i32.const 0x300000))
    (br $again))
  (unreachable))
