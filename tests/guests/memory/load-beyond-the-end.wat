;; Tries: read beyond the end of its memory, where the host has its own.
;; Ends: trapped, in `start`.

(func $start (param i32) (result i32)
  (i32.load offset=0xffffff00 (i32.const 0xfffffff0)))
