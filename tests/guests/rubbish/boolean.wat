;; Tries: return a boolean that is neither 0 nor 1.
;; Ends: nothing stops it: the canonical ABI takes whatever is not 0 for true.

(data $file (i32.const 0x800) (i32 0 1 0 0x1050 4 0x1060 7 0xff02))
