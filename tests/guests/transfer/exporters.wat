;; Tries: return more than it holds: twenty thousand exporters whose schemas all alias
;; one megabyte.
;; Ends: by the budget of what one call copies to the host, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x200000 20000))
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x100000 0x100000 0))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x200000))
  (loop $again
    (memory.copy (local.get $at) (i32.const 0x440) (i32.const 36))
    (local.set $at (i32.add (local.get $at) (i32.const 36)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 2816000))))
  (i32.const 0x400))
