a = [for x in "${y["}"]}" : x]
b "c" d {
  e = <<-E
    ${f}
  E
}
/* g