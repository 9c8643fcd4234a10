namespace BrainDae.Data.Formats.PyTorch;

/// <summary>What dictionaries of a pickle hold.</summary>
internal static class PickleFields
{
    extension(PickleValue value)
    {
        /// <summary>Keys and values of a dictionary, ordered or not, in its order; null for anything else.</summary>
        public IReadOnlyList<KeyValuePair<PickleValue, PickleValue>>? Entries => value switch
        {
            PickleDictionary dictionary => dictionary.Items,
            PickleCall { Callable: PickleGlobal callable } call when callable.Is("collections", "OrderedDict") => call.Items,
            _ => null,
        };

        /// <summary>The value of a key, the last if it is there more than once; null where there is none.</summary>
        public PickleValue? Field(string key) => value.Entries?.LastOrDefault(entry => entry.Key is PickleText text && text.Value == key).Value;

        /// <summary>A finite number, whole or not; null for anything else.</summary>
        public double? Number => value switch
        {
            PickleFloat number when double.IsFinite(number.Value) => number.Value,
            PickleInteger number => number.Value,
            _ => null,
        };
    }
}
