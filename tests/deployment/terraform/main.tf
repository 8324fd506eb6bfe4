variable "runtime" {
  default = "nodejs18.x"
}

locals {
  code = "${path.module}/src"
  jobs = {
    first  = { handler = "first.handler" }
    second = { handler = "second.handler" }
  }
}

data "archive_file" "api" {
  type        = "zip"
  source_dir  = local.code
  output_path = "${path.module}/api.zip"
}

resource "aws_lambda_function" "api" {
  function_name = "api"
  filename      = data.archive_file.api.output_path
  handler       = "api.handler"
  runtime       = var.runtime
}

resource "aws_lambda_function" "by_name" {
  filename = "api.zip"
  handler  = "by_name.handler"
  runtime  = "nodejs20.x"
}

resource "aws_lambda_function" "jobs" {
  for_each = local.jobs
  filename = data.archive_file.api.output_path
  handler  = each.value.handler
  runtime  = "nodejs20.x"
}

data "archive_file" "single" {
  type        = "zip"
  source_file = "single/only.js"
  output_path = "single.zip"
}

resource "aws_lambda_function" "single" {
  filename = data.archive_file.single.output_path
  handler  = "only.handler"
  runtime  = "nodejs20.x"
}

data "archive_file" "renamed" {
  type        = "zip"
  output_path = "renamed.zip"
  source {
    content  = file("${path.module}/single/renamed.js")
    filename = "index.js"
  }
}

resource "aws_s3_object" "renamed" {
  bucket = "code"
  key    = "renamed.zip"
  source = data.archive_file.renamed.output_path
}

resource "aws_lambda_function" "renamed" {
  s3_bucket = "code"
  s3_key    = aws_s3_object.renamed.key
  handler   = "index.handler"
  runtime   = "nodejs20.x"
}

module "community" {
  source      = "terraform-aws-modules/lambda/aws"
  handler     = "index.handler"
  runtime     = "nodejs20.x"
  source_path = [{ path = "${path.module}/community", commands = ["npm ci"] }]
}

module "layer" {
  source          = "terraform-aws-modules/lambda/aws"
  create_function = false
  create_layer    = true
  source_path     = "layer"
}

module "own" {
  source  = "./modules/function"
  handler = "own.handler"
  code    = "${path.module}/src"
}

resource "aws_lambda_function" "python" {
  filename = "python.zip"
  handler  = "app.handler"
  runtime  = "python3.12"
}
