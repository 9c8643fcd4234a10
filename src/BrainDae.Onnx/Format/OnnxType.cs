namespace BrainDae.Onnx.Format;

/// <summary>Element types, with the numbers that onnx.proto's TensorProto.DataType gives them.</summary>
internal enum OnnxType
{
    Single = 1,
    Int64 = 7,
    Double = 11,
}
