;; Tries: have much done by few instructions: copy a megabyte, without end.
;; Ends: fuel runs out, since each byte costs some, in `start`.

(func $start (param i32) (result i32)
  (loop $again
    (memory.copy (i32.const 0x100000) (i32.const 0x200000) (i32.const 0x100000))
    (br $again))
  (unreachable))
