;; Tries: hide how much is instantiated: a component inside instantiates a module that
;; another hands to it.
;; Ends: refused before it is compiled, since what is instantiated has to be defined
;; where it can be counted.

(component $beside
  (component $giver
    (core module (export "module") (global i32 (i32.const 0))))
  (component $taker
    (import "module" (core module $module))
    (core instance (instantiate $module)))
  (instance $giver (instantiate $giver))
  (alias export $giver "module" (core module $module))
  (instance (instantiate $taker (with "module" (core module $module)))))
