;; Tries: have more memory than there is for it from the start.
;; Ends: by the budget of memory, while it is instantiated.

(memory $memory (export "memory") 9000)
