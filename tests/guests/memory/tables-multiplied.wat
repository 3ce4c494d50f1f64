;; Tries: have the largest table that there may be twice, by a module that is
;; instantiated twice.
;; Ends: by the limit of elements in all tables, while it is instantiated.

(component $beside
  (core module $module (table 300000 funcref))
  (core instance (instantiate $module))
  (core instance (instantiate $module)))
