export default {{{
