print("claimpipe")
