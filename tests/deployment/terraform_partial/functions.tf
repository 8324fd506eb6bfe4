variable "handler" {}

resource "aws_lambda_function" "unsaid" {
  filename = "code.zip"
  handler  = var.handler
  runtime  = "nodejs20.x"
}

resource "aws_lambda_function" "image" {
  package_type = "Image"
  image_uri    = "123.dkr.ecr.eu-west-1.amazonaws.com/x:latest"
}

resource "aws_lambda_function" "uploaded" {
  s3_bucket = "code"
  s3_key    = "key.zip"
  handler   = "index.handler"
  runtime   = "nodejs20.x"
}

module "elsewhere" {
  source  = "git::https://example.com/function.git"
  handler = "index.handler"
}
