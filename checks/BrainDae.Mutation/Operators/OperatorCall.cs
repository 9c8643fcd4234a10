using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Calls another operator of the same type: arithmetic on vectors, tensors and generic numbers is calls.</summary>
internal sealed class OperatorCall(string name, (string From, string To)[] pairs) : MutationOperator(name)
{
    private static readonly Dictionary<string, string> Interfaces = new()
    {
        ["IAdditionOperators`3"] = "ISubtractionOperators`3",
        ["ISubtractionOperators`3"] = "IAdditionOperators`3",
        ["IMultiplyOperators`3"] = "IDivisionOperators`3",
        ["IDivisionOperators`3"] = "IMultiplyOperators`3",
    };

    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference called && Other(called) is { } other && other.Resolve() is not null;

    public override void Apply(MethodDefinition method, Instruction instruction) => instruction.Operand = Other((MethodReference)instruction.Operand);

    private MethodReference? Other(MethodReference called)
    {
        if (called is GenericInstanceMethod || Array.Find(pairs, pair => pair.From == called.Name).To is not { } to)
        {
            return null;
        }

        var other = new MethodReference(to, called.ReturnType, Declaring(called.DeclaringType)) { HasThis = called.HasThis };
        foreach (var parameter in called.Parameters)
        {
            other.Parameters.Add(new(parameter.ParameterType));
        }

        return other;
    }

    private static TypeReference Declaring(TypeReference type)
    {
        if (type is not GenericInstanceType generic || !Interfaces.TryGetValue(type.Name, out var name))
        {
            return type;
        }

        var element = new TypeReference(type.Namespace, name, type.Module, generic.ElementType.Scope);
        var other = new GenericInstanceType(element);
        foreach (var argument in generic.GenericArguments)
        {
            element.GenericParameters.Add(new(element));
            other.GenericArguments.Add(argument);
        }

        return other;
    }
}
