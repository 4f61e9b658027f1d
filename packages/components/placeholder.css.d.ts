/** A stylesheet, imported for what it does: it draws `placeholder=css`. */
export {}
