;; Tries: return more than it holds: forty thousand templates that all alias one
;; megabyte.
;; Ends: by the budget of what one call copies to the host, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0x200000 40000 0x1040 2 0))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x200000))
  (loop $again
    (i32.store (local.get $at) (i32.const 0x1020))
    (i32.store offset=4 (local.get $at) (i32.const 1))
    (i32.store offset=8 (local.get $at) (i32.const 0x300000))
    (i32.store offset=12 (local.get $at) (i32.const 0x100000))
    (local.set $at (i32.add (local.get $at) (i32.const 16)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 2737152))))
  (i32.const 0x400))
