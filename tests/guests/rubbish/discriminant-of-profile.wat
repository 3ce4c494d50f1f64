;; Tries: return a case that there is not (profile).
;; Ends: trapped when the host takes it, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x1040 2 9))
