;; Tries: return a list of over a million exporters that say nothing, each of which takes
;; the host more than the guest.
;; Ends: by the budget of what one call copies to the host, after `describe`.

(memory $memory (export "memory") 850)
(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x200000 1400000))
