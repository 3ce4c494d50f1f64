;; Tries: have sixty memories of ten megabytes, each of them allowed, in modules of
;; their own.
;; Ends: by the budget of memory, which sums them, while it is instantiated.

(component $beside
  (component $five
    (core module $module (memory 160))
    (core instance (instantiate $module))
    (core instance (instantiate $module))
    (core instance (instantiate $module))
    (core instance (instantiate $module))
    (core instance (instantiate $module)))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five))
  (instance (instantiate $five)))
