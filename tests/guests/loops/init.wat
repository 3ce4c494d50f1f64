;; Tries: have much done by few instructions: write the same data, without end.
;; Ends: fuel runs out, since each byte costs some, in `start`.

(data $much "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
(func $start (param i32) (result i32)
  (loop $again
    (memory.init $much (i32.const 0x100000) (i32.const 0) (i32.const 256))
    (br $again))
  (unreachable))
