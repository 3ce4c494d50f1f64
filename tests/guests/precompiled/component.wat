;; Tries: be run as machine code: the honest guest, compiled beforehand.
;; Ends: refused by its first bytes; nobody knows what its code does.

;; Nothing differs from the honest guest but its form.
