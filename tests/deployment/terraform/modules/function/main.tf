variable "handler" {}
variable "code" {}

data "archive_file" "code" {
  type        = "zip"
  source_dir  = var.code
  output_path = "/tmp/${var.handler}.zip"
}

resource "aws_lambda_function" "this" {
  filename = data.archive_file.code.output_path
  handler  = var.handler
  runtime  = "nodejs22.x"
}
