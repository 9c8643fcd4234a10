using BrainDae.Data.Formats;

namespace BrainDae.Onnx.Format;

/// <summary>An attribute of a node, onnx.proto's AttributeProto: 1 name, 2 f, 3 i, 4 s, 8 ints, 20 type (1 float, 2 int, 3 string, 7 ints).</summary>
internal readonly struct OnnxAttribute
{
    private OnnxAttribute(ProtobufMessage message) => Message = message;

    public ProtobufMessage Message { get; }

    public static OnnxAttribute Of(string name, float value) => new(new ProtobufMessage().Text(1, name).Single(2, value).Integer(20, 1));

    public static OnnxAttribute Of(string name, int value) => new(new ProtobufMessage().Text(1, name).Integer(3, value).Integer(20, 2));

    public static OnnxAttribute Of(string name, string value) => new(new ProtobufMessage().Text(1, name).Text(4, value).Integer(20, 3));

    public static OnnxAttribute Of(string name, ReadOnlySpan<int> values)
    {
        var message = new ProtobufMessage().Text(1, name);
        foreach (var value in values)
        {
            message.Integer(8, value);
        }

        return new(message.Integer(20, 7));
    }
}
