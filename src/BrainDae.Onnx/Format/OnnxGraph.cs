using System.Runtime.InteropServices;
using BrainDae.Data.Formats;
using BrainDae.Files;

namespace BrainDae.Onnx.Format;

/// <summary>
/// A graph under construction, and at the end its bytes: onnx.proto's ModelProto. Nodes are written in the order in
/// which they are added, so each comes after what it reads. The same calls give the same bytes.
/// </summary>
/// <param name="name">Name of the graph.</param>
internal sealed class OnnxGraph(string name)
{
    /// <summary>Version of the operators: the newest that onnx 1.12, ONNX Runtime 1.12 and what followed them all know.</summary>
    public const int Opset = 17;

    /// <summary>Version of the file format that came with that opset.</summary>
    private const int FormatVersion = 8;

    private readonly List<ProtobufMessage> nodes = [];
    private readonly List<ProtobufMessage> initializers = [];
    private readonly List<ProtobufMessage> inputs = [];
    private readonly List<ProtobufMessage> outputs = [];

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its elements.</param>
    /// <param name="shape">Extents: numbers, or names of those that are known only when the graph runs.</param>
    public OnnxValue Input(string name, OnnxType type, params ReadOnlySpan<string> shape)
    {
        inputs.Add(Described(name, type, shape));
        return new(this, name);
    }

    /// <summary>Makes a value an output.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="value">Single precision.</param>
    /// <param name="shape">As for an input.</param>
    public void Output(string name, OnnxValue value, params ReadOnlySpan<string> shape)
    {
        outputs.Add(Described(name, OnnxType.Single, shape));
        Add("Identity", [value], [name], []);
    }

    /// <summary>A number in single precision.</summary>
    public OnnxValue Constant(float value) => Constant([value], []);

    /// <summary>A number in double precision.</summary>
    public OnnxValue Double(double value) => Initializer(OnnxType.Double, MemoryMarshal.AsBytes<double>([value]), []);

    /// <summary>Numbers in single precision, in C order.</summary>
    public OnnxValue Constant(ReadOnlySpan<float> values, ReadOnlySpan<long> shape) => Initializer(OnnxType.Single, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A whole number.</summary>
    public OnnxValue Integer(long value) => Initializer(OnnxType.Int64, MemoryMarshal.AsBytes<long>([value]), []);

    /// <summary>A list of whole numbers.</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values) => Initializer(OnnxType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Adds a node of one output.</summary>
    /// <param name="operation">An operator of the default domain.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">What it is told beside.</param>
    public OnnxValue Node(string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<OnnxAttribute> attributes) => Nodes(operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node of several outputs.</summary>
    /// <inheritdoc cref="Node"/>
    public OnnxValue[] Nodes(string operation, ReadOnlySpan<OnnxValue> inputs, int outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(i => $"{operation}_{nodes.Count}_{i}")];
        Add(operation, inputs, names, attributes);
        return [.. names.Select(name => new OnnxValue(this, name))];
    }

    /// <summary>The finished model: 1 ir_version, 2 producer_name, 3 producer_version, 7 graph, 8 opset_import, 14 metadata_props.</summary>
    /// <param name="metadata">What readers are told beside the graph.</param>
    public ReadOnlySpan<byte> ToModel(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var graph = new ProtobufMessage();
        nodes.ForEach(node => graph.Message(1, node));
        graph.Text(2, name);
        initializers.ForEach(tensor => graph.Message(5, tensor));
        inputs.ForEach(input => graph.Message(11, input));
        outputs.ForEach(output => graph.Message(12, output));
        var model = new ProtobufMessage().Integer(1, FormatVersion).Text(2, "BrainDae").Text(3, SoftwareVersion.Text).Message(7, graph)
            .Message(8, new ProtobufMessage().Text(1, "").Integer(2, Opset));
        foreach (var (key, value) in metadata)
        {
            model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        }

        return model.Encoded;
    }

    /// <summary>TensorProto: 1 dims, 2 data_type, 8 name, 9 raw_data.</summary>
    private OnnxValue Initializer(OnnxType type, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        var tensor = new ProtobufMessage();
        foreach (var extent in shape)
        {
            tensor.Integer(1, extent);
        }

        var name = $"Constant_{initializers.Count}";
        initializers.Add(tensor.Integer(2, (long)type).Text(8, name).Bytes(9, values));
        return new(this, name);
    }

    /// <summary>NodeProto: 1 input, 2 output, 3 name, 4 op_type, 5 attribute.</summary>
    private void Add(string operation, ReadOnlySpan<OnnxValue> inputs, ReadOnlySpan<string> outputs, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs)
        {
            node.Text(1, input.Name);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, $"{operation}_{nodes.Count}").Text(4, operation);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute.Message);
        }

        nodes.Add(node);
    }

    /// <summary>ValueInfoProto: 1 name, 2 type { 1 tensor_type { 1 elem_type, 2 shape { 1 dim { 1 dim_value or 2 dim_param } } } }.</summary>
    private static ProtobufMessage Described(string name, OnnxType type, ReadOnlySpan<string> shape)
    {
        var extents = new ProtobufMessage();
        foreach (var extent in shape)
        {
            extents.Message(1, long.TryParse(extent, out var number) ? new ProtobufMessage().Integer(1, number) : new ProtobufMessage().Text(2, extent));
        }

        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, (long)type).Message(2, extents)));
    }
}
