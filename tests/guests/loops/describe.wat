;; Tries: loop without end when it is asked what it offers.
;; Ends: fuel runs out, in `describe`.

(func $describe (result i32)
  (loop $again (br $again)) (unreachable))
